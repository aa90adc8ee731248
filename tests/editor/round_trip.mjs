// Cases on standard input, [{keys, text, changes}], the written texts on standard output: `changes` are made to the read values.
import { frontMatterFormat } from "./front-matter.mjs";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const results = JSON.parse(Buffer.concat(chunks).toString()).map(({ keys, text, changes }) => {
  const format = frontMatterFormat(keys);
  const values = text === null ? {} : format.fromFile(text.trim());
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(".");
    const last = steps.pop();
    const holder = steps.reduce((inner, step) => inner[step], values);
    if (value === null) delete holder[last];
    else holder[last] = value;
  }
  try {
    return format.toFile(values);
  } catch (error) {
    return `error: ${error.message}`;
  }
});
process.stdout.write(JSON.stringify(results));
