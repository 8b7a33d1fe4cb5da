"""Online: what every engine that uses a network service shares.

In: a `Service` (its name, address and remedies), its `Patience` (limits and deadlines), and a function that makes
one attempt. Out: the answer, whole; or one error, EngineError (69), TryLaterError (75) or ServiceAnswerError (76),
with no secret in its text.

`client` runs the attempts of all requests of a session at one `pace` and by one `clock`; `connections` makes HTTP
requests on kept connections, and `deadlines` cuts them off. Other protocols bring a connection of their own.
"""
