-- Found on 'runtimepath' by vim.lsp.enable('innerloop').

--- Chats and previews lie outside of every repository; they belong to the server that has opened them.
local function is_own(path)
  return vim.endswith(path, '.chat.md') or path:find('/innerloop/previews/', 1, true) ~= nil
end

--- The root of the server that serves the buffer where the person was before, or else of any one.
local function root_of_opener()
  local before = vim.fn.bufnr('#')
  local clients = before > 0 and vim.lsp.get_clients({ name = 'innerloop', bufnr = before }) or {}
  local client = clients[1] or vim.lsp.get_clients({ name = 'innerloop' })[1]
  return client and client.root_dir
end

--- By buffer, its `changedtick` behind the last piece of an answer: while nothing else has changed the buffer, the
--- next piece is of the same undo step.
local written = {}

local function apply_edit(err, params, context)
  local uri = next(params.edit.changes or {}) or vim.tbl_get(params.edit, 'documentChanges', 1, 'textDocument', 'uri')
  if params.label ~= 'innerloop: answer' or not uri then
    return vim.lsp.handlers['workspace/applyEdit'](err, params, context)
  end
  local buffer = vim.uri_to_bufnr(uri)
  if written[buffer] == vim.api.nvim_buf_get_changedtick(buffer) then
    vim.api.nvim_buf_call(buffer, function()
      -- Refused behind an undo, and then the piece is a step of its own.
      pcall(vim.cmd.undojoin)
    end)
  end
  local result = vim.lsp.handlers['workspace/applyEdit'](err, params, context)
  written[buffer] = vim.api.nvim_buf_get_changedtick(buffer)
  return result
end

--- Commands about suggestions, by the name that the server has for them.
local suggestion_commands = {
  InnerloopWhy = { 'why', 'Tell what happened in the last request for a suggestion' },
  InnerloopExplain = { 'explainSuggestion', 'Tell where the last suggestion comes from' },
  InnerloopToggle = { 'toggle', 'Switch suggestions off or on' },
  InnerloopSnooze = { 'snooze', 'No suggestions for some minutes (10)' },
  InnerloopResume = { 'resume', 'Have suggestions come again' },
  InnerloopRecordCase = { 'recordCase', 'Record the last request as a fixture' },
}

local function add_suggestion_commands(client, buffer)
  for name, about in pairs(suggestion_commands) do
    vim.api.nvim_buf_create_user_command(buffer, name, function(command)
      local minutes = about[1] == 'snooze' and tonumber(command.args) or nil
      local arguments = minutes and { minutes } or nil
      client:exec_cmd({ title = about[2], command = 'innerloop.' .. about[1], arguments = arguments }, { bufnr = buffer })
    end, { nargs = about[1] == 'snooze' and '?' or 0, desc = about[2] })
  end
end

-- No `filetypes`: innerloop learns from the repository itself, so every kind of file is welcome.
return {
  cmd = { 'innerloop', 'serve', '--stdio' },
  root_dir = function(buffer, on_dir)
    local root = vim.fs.root(buffer, { { '.innerloop', '.git' } })
    if not root and is_own(vim.api.nvim_buf_get_name(buffer)) then
      root = root_of_opener()
    end
    on_dir(root)
  end,
  -- Neovim applies edits to whatever text it has: what is typed has to be told before the next piece of an answer comes.
  flags = { debounce_text_changes = 0 },
  handlers = { ['workspace/applyEdit'] = apply_edit },
  on_attach = function(client, buffer)
    vim.api.nvim_buf_create_user_command(buffer, 'InnerloopChat', function(command)
      local encoding = client.offset_encoding
      local place = command.range > 0
          and vim.lsp.util.make_given_range_params({ command.line1, 0 }, { command.line2, vim.v.maxcol }, buffer, encoding)
        or vim.lsp.util.make_position_params(0, encoding)
      local arguments = command.args == '' and { place } or { place, command.args }
      client:exec_cmd({ title = 'Chat', command = 'innerloop.chat', arguments = arguments }, { bufnr = buffer })
    end, { nargs = '*', range = true, desc = 'Open a chat about the code' })
    add_suggestion_commands(client, buffer)
  end,
}
