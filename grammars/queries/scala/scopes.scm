[
  (compilation_unit)
  (class_definition)
  (object_definition)
  (trait_definition)
  (function_definition)
  (lambda_expression)
  (block)
  (for_expression)
  (case_clause)
] @scope

(parameter name: (identifier) @local)
(lambda_expression parameters: (identifier) @local)
(binding name: (identifier) @local)
(val_definition pattern: (identifier) @local)
(var_definition pattern: (identifier) @local)
(enumerator . (identifier) @local)
