[
  (source_file)
  (class_declaration)
  (object_declaration)
  (companion_object)
  (function_declaration)
  (lambda_literal)
  (block)
  (for_statement)
  (catch_block)
] @scope

(parameter . (identifier) @local)
(class_parameter (identifier) @local)
(variable_declaration . (identifier) @local)
