[
  (interface_body)
  (internal_module)
  (enum_body)
] @scope

(required_parameter pattern: (identifier) @local)
(optional_parameter pattern: (identifier) @local)
(type_parameter name: (type_identifier) @local)
