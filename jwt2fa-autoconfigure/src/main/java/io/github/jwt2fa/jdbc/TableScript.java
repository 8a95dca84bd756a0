package io.github.jwt2fa.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * A script that makes one table in one database.
 *
 * @param database the folder of the database
 * @param table the table
 */
record TableScript(String database, String table) {

	/** Has a folder for each database. */
	static final String FOLDER = "io/github/jwt2fa/db";

	/**
	 * The script for a table in a schema.
	 * @param schema the schema, in double quotes where it has to be quoted; none for that
	 * of the connection
	 * @param quote what the database quotes names with
	 */
	Resource in(@Nullable String schema, String quote) {
		Resource script = new ClassPathResource(FOLDER + "/" + this.database + "/R__" + this.table + ".sql");
		if (schema == null) {
			return script;
		}
		String place = schema.replace("\"", quote) + "." + this.table;
		try {
			String text = script.getContentAsString(StandardCharsets.UTF_8)
				.replaceAll("\\b" + this.table + "\\b", Matcher.quoteReplacement(place));
			return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), script.getFilename());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
