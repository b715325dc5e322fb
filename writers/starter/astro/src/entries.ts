import { getCollection } from "astro:content";
import lists from "./data/termLists.json";
import terms from "./data/termPages.json";

const moment = (entry) => (entry.data.date ? Date.parse(entry.data.date) : 0);

// What readers may see today, the newest first.
export async function entries() {
  const all = await getCollection("entries", ({ data }) => !data.draft && !(data.date && Date.parse(data.date) > Date.now()));
  return all.sort((a, b) => moment(b) - moment(a) || (a.id < b.id ? -1 : 1));
}

export const day = (date) => String(date ?? "").slice(0, 10);

export const termsOf = (entry, authors) =>
  (terms as any[]).filter((term) => (term.field === "authors") === authors && (entry.data.terms?.[term.field] ?? []).includes(term.slug));

export { lists, terms };
