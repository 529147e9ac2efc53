; The shape of functions. `self` is no parameter: nobody passes it. `?` is no way of its own.

(function_item name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(function_signature_item name: (_) @name parameters: (_) @parameters) @function
([(function_item return_type: (_) @returns) (function_signature_item return_type: (_) @returns)] @function)
(closure_expression) @function
(async_block) @function

(parameters (parameter pattern: (identifier) @name) @parameter) @parameters
(parameters (parameter pattern: (mut_pattern (identifier) @name)) @parameter) @parameters
(parameters (parameter type: (_) @type) @parameter) @parameters

(function_item (function_modifiers "async") name: (_) @mark.async)
(function_signature_item (function_modifiers "async") name: (_) @mark.async)
([
  (impl_item body: (declaration_list (function_item name: (_) @mark.static parameters: (parameters . (parameter)))))
  (impl_item body: (declaration_list (function_item name: (_) @mark.static parameters: (parameters . "(" . ")"))))
  (trait_item body: (declaration_list (_ name: (_) @mark.static parameters: (parameters . (parameter)))))
  (trait_item body: (declaration_list (_ name: (_) @mark.static parameters: (parameters . "(" . ")"))))
])
(_ (visibility_modifier) name: (_) @mark.exported)
(trait_item body: (declaration_list (function_item name: (_) @mark.exported)))
(trait_item body: (declaration_list (function_signature_item name: (_) @mark.exported)))
(impl_item trait: (_) body: (declaration_list (function_item name: (_) @mark.exported)))
(impl_item type: (_) @mark.exported)
(impl_item type: (generic_type type: (_) @mark.exported))

(line_comment (outer_doc_comment_marker)) @documentation
(block_comment (outer_doc_comment_marker)) @documentation

(if_expression condition: (_) @condition consequence: (_) @branch.when)
(if_expression alternative: (else_clause (block) @branch.otherwise))
(let_declaration alternative: (block) @branch.otherwise)
((match_arm pattern: (_) @_pattern) @branch.otherwise (#eq? @_pattern "_"))
(match_expression value: (_) @subject body: (match_block (match_arm pattern: (_) @condition) @branch.case))

(return_expression) @exit.return
(return_expression (_) @text) @exit.return
((macro_invocation macro: (identifier) @_macro) @exit.throw @text
  (#any-of? @_macro "panic" "unreachable" "unimplemented" "todo" "bail"))
((macro_invocation macro: (identifier) @_macro (token_tree . (string_literal) @message)) @exit.throw
  (#any-of? @_macro "panic" "unreachable" "unimplemented" "todo" "bail"))

((call_expression function: (identifier) @_err) @failure (#eq? @_err "Err"))
((call_expression function: (identifier) @_err arguments: (arguments . [
    (string_literal) @message
    (call_expression function: (field_expression value: (string_literal) @message))
    (call_expression function: (scoped_identifier) arguments: (arguments . (string_literal) @message .))
    (macro_invocation (token_tree . (string_literal) @message))
  ])) @failure
  (#eq? @_err "Err"))
((call_expression function: (identifier) @_err arguments: (arguments . [
    (scoped_identifier) @error
    (call_expression function: (scoped_identifier path: (_) @_type) @error)
    (struct_expression name: (_) @error)
  ])) @failure
  (#eq? @_err "Err") (#not-eq? @_type "String"))

(function_item return_type: (_) body: (_) @tail) @of
(block (_expression) @tail .) @of
(block (expression_statement [(if_expression) (match_expression) (unsafe_block) (block)] @tail) .) @of
(unsafe_block (block) @tail) @of
(if_expression consequence: (_) @tail) @of
(if_expression alternative: (else_clause (_) @tail)) @of
(match_expression body: (match_block (match_arm value: (_) @tail))) @of
