// Holds every import of every package against the import table: `tsx scripts/check-layers.ts [root]`.
import { findViolations } from "./layers/find-violations.js";

const { moduleCount, violations } = findViolations(process.argv[2] ?? process.cwd());
for (const violation of violations) console.error(violation);
if (moduleCount === 0) console.error("no modules found: this check has checked nothing");
console.log(`${moduleCount} modules read, ${violations.length} imports that cross a layer`);
process.exitCode = moduleCount === 0 || violations.length > 0 ? 1 : 0;
