/**
 * The examples of the guide in src/docs, as classes that are compiled and run. The guide
 * shows what stands between the tags; {@code DocumentationTests} compares.
 */
package io.github.jwt2fa.docs;
