# Renders Markdown bodies as Jekyll does: its own Liquid, then its own Markdown converter.
# Reads one JSON object {"settings": …, "liquid": true, "bodies": [...]} and writes [["ok", html] or ["error", message], …].
require "json"
require "jekyll"

request = JSON.parse($stdin.read)
Jekyll.logger.log_level = :error
site = Jekyll::Site.new(
  Jekyll.configuration(
    "quiet" => true, "source" => Dir.pwd, "destination" => File.join(Dir.pwd, "_site"), "disable_disk_cache" => true,
    "plugins" => [], "kramdown" => request["settings"]
  )
)
converter = site.find_converter_instance(Jekyll::Converters::Markdown)

answers = request["bodies"].each_with_index.map do |body, number|
  text = body
  if request["liquid"]
    payload = site.site_payload
    payload["page"] = { "title" => "Page" }
    info = { :registers => { :site => site, :page => { "path" => "#{number}.md" } }, :strict_filters => false,
             :strict_variables => false }
    text = site.liquid_renderer.file("#{number}.md").parse(body).render!(payload, info)
  end
  ["ok", converter.convert(text)]
rescue StandardError, SystemStackError => e
  ["error", "#{e.class}: #{e.message}"]
end
$stdout.write(JSON.generate(answers))
