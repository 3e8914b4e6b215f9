-- Reads documents, one after the other: "READER SIZE" on a line, then SIZE bytes. Each answer is
-- the document as pandoc's JSON, on a line.
for line in io.lines() do
  local reader, size = line:match("^(%S+) (%d+)$")
  -- To read nothing, Lua would wait for what comes behind it.
  local text = size == "0" and "" or io.read(tonumber(size))
  local document = pandoc.read(text, reader)
  io.write((pandoc.write(document, "json"):gsub("\n", "")), "\n")
  io.flush()
end
