package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.Diagnosis;
import java.util.Optional;

/**
 * What a tap knows of a connection that is over.
 *
 * @param conversation what was said; empty if nothing could be, because the broker's name is not known
 * @param diagnosis what is the matter with it; empty without a conversation
 */
public record EndedConnection(Passed passed, Optional<Conversation> conversation, Optional<Diagnosis> diagnosis) {}
