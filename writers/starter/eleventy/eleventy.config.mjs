// Made by portpress. Build with: npm install && npx eleventy
export default function (config) {
  config.addPassthroughCopy({ public: "/" });

  // What is scheduled for later is built when its day has come.
  config.addPreprocessor("scheduled", "*", (data) => (data.scheduled && data.page.date > new Date() ? false : undefined));

  config.addCollection("posts", (all) =>
    all
      .getAll()
      .filter((item) => item.data.kind === "post")
      .sort((a, b) => Boolean(b.data.sticky) - Boolean(a.data.sticky) || b.date - a.date || (a.url < b.url ? -1 : 1)));
  config.addCollection("entries", (all) =>
    all.getAll().filter((item) => item.data.kind).sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1)));
  config.addFilter("byDate", (items) => [...items].sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1)));
  config.addFilter("filedUnder", (items, term) =>
    items.filter((item) => (item.data.terms?.[term.field] ?? []).includes(term.slug)));
  config.addFilter("termsOf", (pages, terms, authors) =>
    pages.filter((page) => (page.field === "authors") === authors && (terms?.[page.field] ?? []).includes(page.slug)));
  config.addFilter("of", (pages, field) => pages.filter((page) => page.field === field));
  // The day on which it was published where the blog is, whatever the offset.
  config.addFilter("day", (date) => (typeof date === "string" ? date : (date?.toISOString?.() ?? "")).slice(0, 10));

  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
