"""The pages of structure: `reading` shows, `changing` asks for one act each, `access` is who may do either."""
