import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";

// The id of an entry is its file, so that no `slug` of any front matter can move it.
const entries = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content", generateId: ({ entry }) => entry }),
});

export const collections = { entries };
