/**
 * Text and JSON that strangers wrote, read strictly.
 */
@NullMarked
package io.github.jwt2fa.text;

import org.jspecify.annotations.NullMarked;
