; Components; the names of HTML's own elements are lower case.
((jsx_opening_element name: (identifier) @reference.type) (#match? @reference.type "^[A-Z]"))
((jsx_self_closing_element name: (identifier) @reference.type) (#match? @reference.type "^[A-Z]"))
(jsx_opening_element name: (member_expression property: (_) @reference.type))
(jsx_self_closing_element name: (member_expression property: (_) @reference.type))
