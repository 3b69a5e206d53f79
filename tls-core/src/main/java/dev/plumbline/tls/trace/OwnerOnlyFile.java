package dev.plumbline.tls.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that may hold secrets: made for their owner alone, where the file system can say so. */
public final class OwnerOnlyFile {
  private OwnerOnlyFile() {}

  /**
   * Opens a file; if that creates it, nobody else may read it. The permissions of a file that exists are left as they
   * are.
   */
  public static FileChannel open(Path path, OpenOption... options) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(path, Set.of(options));
    }
    FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return FileChannel.open(path, Set.of(options), ownerOnly);
  }
}
