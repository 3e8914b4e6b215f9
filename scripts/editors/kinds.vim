" Writes the syntax items at the first character of each line, from the outermost to the innermost:
" KINDS_SYNTAX is the syntax file, KINDS_TEXTS a JSON list of texts as lists of lines, and
" KINDS_OUT the JSON file to write, with the seconds that it took.
set nocompatible encoding=utf-8 nomodeline synmaxcol=0
enew
set buftype=nofile
syntax on
source $KINDS_SYNTAX
let s:started = reltime()
let s:found = []
for s:text in json_decode(join(readfile($KINDS_TEXTS), ''))
  silent %delete _
  call setline(1, s:text)
  syntax sync fromstart
  let s:lines = []
  for s:line in range(1, len(s:text))
    let s:column = match(s:text[s:line - 1], '\S') + 1
    call add(s:lines, map(synstack(s:line, s:column), 'synIDattr(v:val, "name")'))
  endfor
  call add(s:found, s:lines)
endfor
let s:took = reltimefloat(reltime(s:started))
call writefile([json_encode([s:took, s:found])], $KINDS_OUT)
qall!
