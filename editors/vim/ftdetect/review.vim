" Written by `make editors` from grammar/, not by hand.
autocmd BufRead,BufNewFile *.review setfiletype review
