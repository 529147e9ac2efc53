[
  (chunk)
  (function_declaration)
  (function_definition)
  (for_statement)
  (do_statement)
  (if_statement)
  (while_statement)
] @scope

(parameters name: (identifier) @local)
(variable_declaration (assignment_statement (variable_list name: (identifier) @local)))
(variable_declaration (variable_list name: (identifier) @local))
(for_generic_clause (variable_list name: (identifier) @local))
(for_numeric_clause name: (identifier) @local)
