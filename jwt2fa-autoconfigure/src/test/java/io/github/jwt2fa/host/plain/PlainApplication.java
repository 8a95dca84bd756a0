package io.github.jwt2fa.host.plain;

import java.util.List;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application as start.spring.io makes it: what it has is found by scanning its
 * package.
 */
@SpringBootApplication
public class PlainApplication {

	@RestController
	static class NotesController {

		private final NoteRepository notes;

		NotesController(NoteRepository notes) {
			this.notes = notes;
		}

		@GetMapping("/notes")
		List<String> notes() {
			return this.notes.findByTextContaining("").stream().map(Note::text).toList();
		}

	}

}
