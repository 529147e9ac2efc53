/** The part of the table in `error-codes.ts` that is about edits, code actions, tests, chat and MCP. */
export const actionErrorCodes = {
  'mcp-no-place': {
    message: 'The tool context needs a query, or a path with a line.',
    remedy: 'Give either query, or path and line (and column); not both.',
  },
  'mcp-outside': {
    message: '{file} does not lie in the workspace {folder}.',
    remedy: 'Name a file of that folder, or start innerloop mcp in the folder you want.',
  },
  'edit-refused': {
    message: '{detail}',
    remedy: '{hint}',
  },
  'tests-no-folder': {
    message: 'Tests for {file} have no place: it lies in no folder that is open.',
    remedy: 'Open the folder of its project in the editor, and ask again.',
  },
  'tests-language': {
    message: 'innerloop writes no tests for {file}: it knows no test framework of its language.',
    remedy:
      'It writes them for TypeScript, JavaScript, Python, Go, Rust, Java, Ruby, PHP and C#; for others, ask in a chat.',
  },
  'tests-framework': {
    message: '{file} says that tests here are written with {framework}, for which innerloop writes none.',
    remedy:
      'It writes them for vitest, jest, mocha, node:test, pytest, unittest, go test, cargo test, JUnit 5, RSpec, PHPUnit and xUnit; for others, ask in a chat.',
  },
  'tests-no-syntax': {
    message: '{file} cannot be read as code: it is too long, or too little of it makes sense.',
    remedy: 'Ask on a smaller file, or in a chat.',
  },
  'tests-nothing-here': {
    message: 'There is no function to test {where}.',
    remedy: '{hint}',
  },
  'tests-not-reachable': {
    message: 'A test cannot call {name}: it is private to {file}.',
    remedy: 'Export it, or ask on the function that uses it.',
  },
  'tests-of-tests': {
    message: '{file} holds tests itself.',
    remedy: 'Put the cursor into the code that they are about, and ask there.',
  },
  'tests-closed': {
    message: 'The tests would go into {file}, which {reason}.',
    remedy: '{hint}',
  },
  'tests-all-there': {
    message: '{file} has these cases already, by the same names.',
    remedy: 'Rename or remove a case to have it written anew, or ask on another function.',
  },
  'tests-broken': {
    message: 'The tests for {file} came out wrong ({detail}), so they are not shown.',
    remedy: 'Nothing was changed. Please report it with the function that you asked on.',
  },
  'no-place': {
    message: 'It is not known which file is meant.',
    remedy: 'Put the cursor into the code and run the command again, or name the file: {"uri": "file:///…"}.',
  },
  'action-not-here': {
    message: 'There is nothing here for {action}.',
    remedy: 'Put the cursor into the function, class or problem that is meant, and ask again.',
  },
  'code-changed-meanwhile': {
    message: '{file} has changed meanwhile, just where this would change it.',
    remedy: 'Ask for it again: it is made for the text as it is then.',
  },
  'change-refused': {
    message: '"{title}" was not applied: {reason}.',
    remedy: 'Nothing is lost: put that right and apply it again, or discard it.',
  },
  'change-none': {
    message: 'There is no change that waits to be applied.',
    remedy: 'Ask for one first, by a code action for example.',
  },
  'preview-gone': {
    message:
      'This change was applied or discarded, newer ones took its place, or innerloop has been started again since.',
    remedy: 'Ask for it again.',
  },
  'chat-nothing-asked': {
    message: 'There is no question to answer in {file}.',
    remedy: 'Write one below the last heading "You", then send again.',
  },
  'chat-busy': {
    message: 'The last question in {file} is still being answered.',
    remedy: 'Wait for its end, or stop it first.',
  },
  'chat-not-open': {
    message: '{file} is not open in the editor.',
    remedy: 'Open it, then send again.',
  },
  'chat-not-written': {
    message: 'The editor does not let the answer be written into {file}.',
    remedy: 'Check that the file may be changed; what came so far stands there.',
  },
  'action-no-model': {
    message: '"{action}" is written by a language model, and none can be asked.',
    remedy:
      'Name one under "models" and "routes.chat" in your settings; `innerloop doctor` shows which are near.',
  },
  'action-stale': {
    message: '{path} has changed since this was offered.',
    remedy: 'Ask for the actions again; nothing was changed.',
  },
  'action-file-refused': {
    message: '{path} cannot be worked on: {detail}.',
    remedy: '{hint}',
  },
  'action-empty-file': {
    message: '{path} is empty.',
    remedy: 'Write a first line, or a comment that says what you want.',
  },
  'action-no-function': {
    message: 'No function stands at this place of {path}.',
    remedy: 'Put the cursor on its name or into its body, and ask again.',
  },
  'action-no-grammar': {
    message: 'The syntax of {path} cannot be read: there is no grammar for it, or it is too long.',
    remedy: 'Select the lines that are meant and use an action that asks a model, such as "Improve".',
  },
  'action-no-fix': {
    message: 'No fix is known for: {problem}',
    remedy: '{hint}',
  },
  'action-nothing-missing': {
    message: 'The documentation of {name} speaks of everything in its signature already.',
    remedy: 'Change its words by hand, or ask for "Improve" with the comment selected.',
  },
  'commit-no-repository': {
    message: '{folder} is in no repository that git can read.',
    remedy: 'Open a folder of a repository; `git init` makes one.',
  },
  'commit-nothing-staged': {
    message: 'Nothing is staged in {folder}.',
    remedy: 'Stage what the commit shall hold with `git add`, then ask again.',
  },
  'custom-action-broken': {
    message: 'The custom action {file} cannot be used: {detail}.',
    remedy: '{hint}',
  },
  'custom-action-gone': {
    message: 'There is no custom action {file}.',
    remedy: 'Ask for the actions again; they are read from the files as they are now.',
  },
  'custom-action-model': {
    message: 'The custom action {file} asks for the model "{model}", which is not set.',
    remedy: 'Correct "model" in the file, or leave it out to use the route for chat.',
  },
  'failed-inside': {
    message: 'Something went wrong inside innerloop.',
    remedy:
      'Try again; if it comes back, report it with the lines of the server\'s log that begin with "failed".',
  },
  'commit-all-excluded': {
    message: 'All that is staged in {folder} is excluded by a rule, so nothing can be said of it.',
    remedy: 'Write this message by hand.',
  },
} as const;
