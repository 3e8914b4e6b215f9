" Written by `make editors` from grammar/, not by hand.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
setlocal comments=:% commentstring=%\ %s linebreak
let b:undo_ftplugin = 'setlocal comments< commentstring< linebreak<'
