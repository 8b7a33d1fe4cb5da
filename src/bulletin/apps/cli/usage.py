"""Usage: what click found wrong with a command line, in a sentence that names all that is missing, or what was meant."""

from __future__ import annotations

import click


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong, on one line."""
    context = getattr(error, "ctx", None)
    sentence = ""
    if context is not None and isinstance(error, click.NoSuchOption):
        sentence = _unknown(error, context)
    elif context is not None and isinstance(error, click.MissingParameter):
        sentence = _missing(context)
    return sentence or " ".join(error.format_message().split())


def _unknown(error: click.NoSuchOption, context: click.Context) -> str:
    """The option that an unknown one is another word for, or those that click finds spelled like it; empty without any."""
    from bulletin.production.setup.synonyms import meant

    options = [
        name
        for param in context.command.get_params(context)
        for name in param.opts
        if isinstance(param, click.Option) and name.startswith("--")
    ]
    known = meant(error.option_name, options)
    near = [known] if known is not None else sorted(error.possibilities or ())
    # Click's own sentence has no stop before its question.
    return f"No such option: {error.option_name}. Did you mean {' or '.join(near)}?" if near else ""


def _missing(context: click.Context) -> str:
    """All that a command needs and was not given; empty for a single thing, which click names.

    Click converts what is given before what is not, so whatever is not converted yet was not given.
    """
    missing = [
        param
        for param in context.command.get_params(context)
        if param.required and context.params.get(param.name or "") in (None, ())
    ]
    if len(missing) < 2:
        return ""
    return f"Missing: {', '.join(map(_shown, missing))}."


def _shown(param: click.Parameter) -> str:
    """A parameter as it is typed."""
    if isinstance(param, click.Option):
        return f"{param.opts[-1]} {param.metavar or 'TEXT'}"
    return param.human_readable_name
