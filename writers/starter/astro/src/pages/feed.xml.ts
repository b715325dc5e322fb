import blog from "../data/blog.json";
import { entries } from "../entries";

const safe = (text) => String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

export async function GET() {
  const posts = (await entries()).filter((entry) => entry.data.kind === "post").slice(0, 20);
  const home = `${blog.url}${blog.base}`;
  const written = posts.map(({ data, rendered }) => `<entry><title>${safe(data.title)}</title>
<id>${safe(data.wordpress.guid || home + data.permalink)}</id><link rel="alternate" href="${safe(home + data.permalink)}"/>
<published>${data.date}</published><updated>${data.updated ?? data.date}</updated>
<content type="html">${safe(rendered?.html ?? "")}</content></entry>`);
  return new Response(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${safe(blog.title)}</title><id>${safe(home)}/</id>
<link rel="alternate" href="${safe(home)}/"/><link rel="self" href="${safe(home + blog.feed)}"/>
<updated>${posts[0]?.data.date ?? "1970-01-01T00:00:00+00:00"}</updated><author><name>${safe(blog.title)}</name></author>
${written.join("\n")}
</feed>
`);
}
