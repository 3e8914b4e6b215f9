-- Writes and reads back documents, one a line: pandoc's JSON comes in, pandoc's JSON goes out.
-- What the converter asks of the command line is asked of the library here: format, folder of
-- templates and, for a page, the template.
local writer, reader, templates, template = table.unpack(arg)

local options = {wrap_text = "none", columns = 10000, split_level = 1, toc_depth = 2}
if template then
  local file = assert(io.open(templates .. "/" .. template))
  options.template = pandoc.template.compile(file:read("a"), templates .. "/")
  file:close()
elseif writer ~= "docx" then
  options.template = pandoc.template.compile(pandoc.template.default("commonmark"))
end
if writer == "epub3" then
  options.variables = {["epub-title-page"] = "false"}
end

for line in io.lines() do
  local document = pandoc.read(line, "json")
  local written = pandoc.write(document, writer, options)
  local again = pandoc.read(written, reader)
  io.write((pandoc.write(again, "json"):gsub("\n", "")), "\n")
  io.flush()
end
