-- Writes documents for converter/worker.py, one after the other, until its input ends.
--
-- The first line says what to know of each format, as JSON; the answer is pandoc's version. Then
-- each document is "NAME EPOCH SIZE" on a line and SIZE bytes of pandoc's JSON. An answer is "ok
-- MILLISECONDS SIZE" on a line and SIZE bytes, or "no MILLISECONDS 0" for what pandoc does not
-- write. The milliseconds are the processor time since the start.

local formats
local options = {}

-- Nothing that a document says is read as the path of a file or as an address. A writer would do so
-- with the pictures of a format that holds them inside.
local function refuse()
  error("a picture would be fetched")
end

local function options_of(row)
  local found = {
    wrap_text = "none",
    columns = 10000,
    section_divs = row.sections,
    reference_doc = row.reference or nil,
    variables = {["pandoc-version"] = tostring(PANDOC_VERSION)},
  }
  for name, value in pairs(row.variables) do
    found.variables[name] = value
  end
  if row.whole then
    local template = pandoc.template.default((row.writer:gsub("[+-].*", "")))
    found.template = pandoc.template.compile(template)
  end
  return pandoc.WriterOptions(found)
end

local function write(name, epoch, data)
  local row = formats[name]
  local document = pandoc.read(data, "json")
  if not row.refers then
    document:walk({Image = refuse})
  end
  options[name] = options[name] or options_of(row)
  local written
  if row.dated then
    written = pandoc.system.with_environment({SOURCE_DATE_EPOCH = epoch}, function()
      return pandoc.write(document, row.writer, options[name])
    end)
  else -- changing the environment takes a tenth of the time
    written = pandoc.write(document, row.writer, options[name])
  end
  -- As pandoc itself does: a whole document that is empty stays so, a part of one ends its line.
  if row.text and written:sub(-1) ~= "\n" and not (row.whole and written == "") then
    written = written .. "\n"
  end
  return written
end

local function answer(word, data)
  io.write(string.format("%s %d %d\n", word, os.clock() * 1000 // 1, #data), data)
  io.flush()
end

io.stdout:setvbuf("full", 65536)
formats = pandoc.json.decode(io.read("l"), false)
answer("ready", tostring(PANDOC_VERSION))
for line in io.lines() do
  local name, epoch, size = line:match("^(%S+) (%d+) (%d+)$")
  local data = io.read(tonumber(size))
  if not data or #data < tonumber(size) then
    break
  end
  local good, written = pcall(write, name, epoch, data)
  answer(good and "ok" or "no", good and written or "")
end
