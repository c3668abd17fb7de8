"""The pages of the register of interests: `reading` shows, `changing` asks for one act each."""
