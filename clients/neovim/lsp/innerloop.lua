-- Found on 'runtimepath' by vim.lsp.enable('innerloop').
-- No `filetypes`: innerloop learns from the repository itself, so every kind of file is welcome.

-- The state of a buffer behind the last edit of an answer in it, by buffer.
local after_answer = {}

-- An answer comes in many edits; those between which nothing was typed become one step of undo.
local function apply_edit(error, result, context)
  local buffer
  if result.label == 'innerloop: answer' then
    local uri = next(result.edit.changes or {}) or vim.tbl_get(result.edit, 'documentChanges', 1, 'textDocument', 'uri')
    buffer = uri and vim.uri_to_bufnr(uri)
    if buffer and after_answer[buffer] == vim.api.nvim_buf_get_changedtick(buffer) then
      vim.api.nvim_buf_call(buffer, function() pcall(vim.cmd.undojoin) end)
    end
  end
  local answer = vim.lsp.handlers['workspace/applyEdit'](error, result, context)
  if buffer then after_answer[buffer] = vim.api.nvim_buf_get_changedtick(buffer) end
  return answer
end

-- A chat document and a preview belong to the server that opened them, wherever they lie.
local function root_dir(buffer, start)
  local name = vim.api.nvim_buf_get_name(buffer)
  local running = vim.lsp.get_clients({ name = 'innerloop' })
  local own = name:match('/innerloop/chats/') or name:match('/innerloop/previews/')
  start(own and running[#running] and running[#running].root_dir or vim.fs.root(buffer, { { '.innerloop', '.git' } }))
end

return {
  cmd = { 'innerloop', 'serve', '--stdio' },
  root_dir = root_dir,
  handlers = { ['workspace/applyEdit'] = apply_edit },
}
