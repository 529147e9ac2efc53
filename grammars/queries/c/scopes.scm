[
  (translation_unit)
  (function_definition)
  (compound_statement)
  (for_statement)
  (struct_specifier)
] @scope

(parameter_declaration declarator: (identifier) @local)
(parameter_declaration declarator: (_ declarator: (identifier) @local))
(declaration declarator: (identifier) @local)
(declaration declarator: (pointer_declarator declarator: (identifier) @local))
(declaration declarator: (array_declarator declarator: (identifier) @local))
(init_declarator declarator: (identifier) @local)
(init_declarator declarator: (_ declarator: (identifier) @local))
