--- What Neovim's own inline completion has no function for: a part of a suggestion, and a no.
local M = {}

local function notify(item, method, params)
  local client = vim.lsp.get_client_by_id(item.client_id)
  if client and client.name == 'innerloop' then
    client:notify(method, vim.tbl_extend('force', { item = { command = item.command } }, params))
  end
end

--- What of the suggestion stands in the buffer already, typed along since it came; nil when something else does.
local function typed_along(item, text)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  if not item.range then
    return ''
  end
  local start_row, start_column = item.range:to_extmark()
  if start_row > row - 1 or (start_row == row - 1 and start_column > column) then
    return nil
  end
  local typed = table.concat(vim.api.nvim_buf_get_text(0, start_row, start_column, row - 1, column, {}), '\n')
  return vim.startswith(text, typed) and typed or nil
end

--- Takes the next word of the suggestion, with the blanks and line ends before it. Returns false where there is none.
function M.accept_word()
  return vim.lsp.inline_completion.get({
    on_accept = function(item)
      local text = item.insert_text
      local typed = type(text) == 'string' and typed_along(item, text)
      if not typed then
        return
      end
      local rest = text:sub(#typed + 1)
      local word = rest:match('^%s*[%w_\128-\255]+') or rest:match('^%s*[^%w%s_\128-\255]+') or rest
      vim.api.nvim_paste(word, false, -1)
      local taken = vim.str_utfindex(typed .. word, 'utf-16')
      notify(item, 'textDocument/didPartiallyAcceptCompletion', { acceptedLength = taken })
    end,
  })
end

--- Refuses the suggestion, so that it does not come again at that place. Returns false where there is none.
function M.dismiss()
  return vim.lsp.inline_completion.get({
    on_accept = function(item)
      notify(item, 'innerloop/didDismissCompletion', {})
    end,
  })
end

return M
