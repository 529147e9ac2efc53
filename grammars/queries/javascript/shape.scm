; What is not the same in TypeScript.

(formal_parameters (identifier) @parameter @name) @parameters
(formal_parameters [(object_pattern) (array_pattern)] @parameter) @parameters
(formal_parameters (assignment_pattern left: (identifier) @name right: (_) @default) @parameter) @parameters
(formal_parameters (assignment_pattern
  left: [(object_pattern) (array_pattern)]
  right: (_) @default) @parameter) @parameters
((formal_parameters (rest_pattern (identifier) @name) @parameter) @parameters (#set! rest))

(field_definition property: (_) @name value: [(arrow_function) (function_expression)] @function)
(field_definition "static" property: (_) @mark.static)
(field_definition property: (_) @mark.async value: [(arrow_function "async") (function_expression "async")])
(class_body (field_definition property: (_) @mark.exported))
(field_definition property: (private_property_identifier) @mark.hidden)
