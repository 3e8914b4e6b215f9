-- Reads documents, one after the other: "READER SIZE" on a line, then SIZE bytes. Each answer is
-- the document as pandoc's JSON, on a line.
for line in io.lines() do
  local reader, size = line:match("^(%S+) (%d+)$")
  local document = pandoc.read(io.read(tonumber(size)), reader)
  io.write((pandoc.write(document, "json"):gsub("\n", "")), "\n")
  io.flush()
end
