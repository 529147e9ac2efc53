[
  (class_specifier)
  (namespace_definition)
  (template_declaration)
  (lambda_expression)
  (for_range_loop)
  (catch_clause)
] @scope

(for_range_loop declarator: (identifier) @local)
(for_range_loop declarator: (_ (identifier) @local))
(parameter_declaration declarator: (reference_declarator (identifier) @local))
(optional_parameter_declaration declarator: (identifier) @local)
(init_declarator declarator: (reference_declarator (identifier) @local))
(type_parameter_declaration (type_identifier) @local)
(structured_binding_declarator (identifier) @local)
