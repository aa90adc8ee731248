// config.json in, the running editor out: its forms, with our file format for every kind.
import { frontMatterFormat } from "./front-matter.js";

// The editor speaks the first language of this list that it knows; labels and hints here are Vietnamese whatever the browser's.
Object.defineProperty(navigator, "languages", { value: ["vi", ...navigator.languages] });

const { default: CMS } = await import("./cms/npm/index.js");
const { cms, kinds } = await (await fetch("config.json")).json();
for (const [kind, keys] of Object.entries(kinds)) {
  CMS.registerCustomFormat(`${kind}-frontmatter`, "md", frontMatterFormat(keys));
}
await CMS.init({ config: cms });
