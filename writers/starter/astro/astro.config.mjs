// Made by portpress. Build with: npm install && npx astro build
import { readFileSync } from "node:fs";
import { defineConfig } from "astro/config";

const read = (name) => JSON.parse(readFileSync(new URL(`./src/data/${name}.json`, import.meta.url), "utf8"));

export default defineConfig({
  site: read("blog").url || undefined,
  redirects: Object.fromEntries(read("moved").map((move) => [move.from.replace(/\/$/, ""), move.to])),
  compressHTML: false,
  // The posts are as they were written: quotes and dashes too, and code without colours.
  markdown: { smartypants: false, syntaxHighlight: false },
});
