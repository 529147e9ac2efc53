; Node names: node-types.json of tree-sitter-yaml.

(comment) @lead

; The two outer levels: deeper ones are data more often than names.
(document (block_node (block_mapping (block_mapping_pair key: (_) @name) @definition.section)))
(document
  (block_node
    (block_mapping
      (block_mapping_pair
        value: (block_node (block_mapping (block_mapping_pair key: (_) @name) @definition.section))))))

(alias (alias_name) @reference.type)
