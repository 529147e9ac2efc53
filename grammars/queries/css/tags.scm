; Node names: node-types.json of tree-sitter-css.

(comment) @lead

(rule_set (selectors) @name (block) @body) @definition.section
(keyframes_statement (keyframes_name) @name) @definition.section
((declaration (property_name) @name) @definition.variable (#match? @name "^--"))

((call_expression (function_name) @_function (arguments (plain_value) @reference.type)) (#eq? @_function "var"))

(import_statement (string_value) @import.module) @import
(import_statement (call_expression (arguments (string_value) @import.module))) @import
