// Grade addresses by the rules of Mozilla's Observatory: node scan.mjs HOST:PORT PATH…
// It must stand beside the package's node_modules; run.sh sees to that.
import { scan } from "./node_modules/@mdn/mdn-http-observatory/src/scanner/index.js";

const [host, ...paths] = process.argv.slice(2);
let worst = 1000;
for (const path of paths) {
  const { scan: { grade, score, testsPassed, testsQuantity }, tests } = await scan(host + path);
  const extra = Object.entries(tests).filter(([, test]) => test.scoreModifier);
  const told = extra.map(([name, test]) => `${name} ${test.scoreModifier}`).join(", ");
  console.log(path.padEnd(44), grade, score, `${testsPassed}/${testsQuantity}`, told);
  worst = Math.min(worst, score);
}
process.exit(worst >= 130 ? 0 : 1);
