/** How to connect an editor to the server whose script is `entryPath`: lines to copy. */
export function connectHint(entryPath: string): string {
  const script = JSON.stringify(entryPath);
  return `To see this while you type, connect your editor.

Neovim 0.12 or later, in init.lua:

  vim.lsp.config('innerloop', {
    cmd = { 'node', ${script}, 'serve', '--stdio' },
    root_markers = { { '.innerloop', '.git' } },
  })
  vim.lsp.enable('innerloop')
  vim.lsp.inline_completion.enable()
  vim.keymap.set('i', '<Tab>', function()
    return vim.lsp.inline_completion.get() and '<C-g>u' or '<Tab>'
  end, { expr = true, desc = 'Accept the suggestion' })

Helix, in ~/.config/helix/languages.toml for each language that you use, behind the servers that it has:

  [language-server.innerloop]
  command = "node"
  args = [${script}, "serve", "--stdio"]

  [[language]]
  name = "typescript"
  language-servers = ["typescript-language-server", "innerloop"]

Other editors: start \`node ${script} serve --stdio\` as a language server for every language.
The folder clients/ says more about each editor.
`;
}
