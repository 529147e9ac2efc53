; Node names: node-types.json of tree-sitter-bash.

(comment) @lead

(function_definition name: (_) @name body: (_) @body) @definition.function
(program (variable_assignment name: (variable_name) @name) @definition.variable)
(program (declaration_command (variable_assignment name: (variable_name) @name)) @definition.variable)

((command name: (command_name (word) @reference.call)) (#not-any-of? @reference.call "source" "."))

(command
  name: (command_name (word) @_source)
  argument: (_) @import.module @import.all
  (#any-of? @_source "source" ".")) @import

; The form of bats; to the grammar its brace is one more word.
(command name: (command_name (word) @_test) argument: [(string) (raw_string)] @name (#eq? @_test "@test")) @test
