; Node names: node-types.json of tree-sitter-html.

(comment) @lead

(element
  (start_tag (attribute (attribute_name) @_id (quoted_attribute_value (attribute_value) @name)))
  (#eq? @_id "id")) @definition.section

; Elements of one's own have a hyphen in their name.
((tag_name) @reference.type (#match? @reference.type "-"))

(script_element
  (start_tag (attribute (attribute_name) @_source (quoted_attribute_value (attribute_value) @import.module)))
  (#eq? @_source "src")) @import
((start_tag
  (tag_name) @_link
  (attribute (attribute_name) @_target (quoted_attribute_value (attribute_value) @import.module))) @import
  (#eq? @_link "link") (#eq? @_target "href"))
