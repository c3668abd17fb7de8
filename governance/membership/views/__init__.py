"""The pages of membership: `reading` shows, `changing` asks for one act each."""
