-- Found on 'runtimepath' by vim.lsp.enable('innerloop').
-- No `filetypes`: innerloop learns from the repository itself, so every kind of file is welcome.
return {
  cmd = { 'innerloop', 'serve', '--stdio' },
  root_markers = { { '.innerloop', '.git' } },
}
