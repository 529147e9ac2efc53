; Node names: node-types.json of tree-sitter-json.

; The two outer levels: deeper ones are data more often than names.
(document (object (pair key: (string) @name) @definition.section))
(document (object (pair value: (object (pair key: (string) @name) @definition.field))))
