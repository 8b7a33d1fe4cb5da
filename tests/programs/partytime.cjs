// Reads the feed that is named with podcast-partytime, and prints what it understood and what it complained about.
const fs = require("fs");

const complaints = [];
for (const kind of ["warn", "error"]) {
  console[kind] = (...said) => complaints.push(said.join(" "));
}
const { parseFeed } = require("podcast-partytime");
const feed = parseFeed(fs.readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify({ feed, complaints }));
