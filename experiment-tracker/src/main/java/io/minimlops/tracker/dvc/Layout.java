package io.minimlops.tracker.dvc;

/// Where a release of DVC keeps its objects. The two differ in how they hash text, so an object of
/// one is not looked for in the other.
public enum Layout {
    /// DVC 2: MD5 of the content, of text with its line ends made Unix's.
    V2(2, ""),
    /// DVC 3: MD5 of the content as it is.
    V3(3, "files/md5/");

    private final int number;
    private final String folder;

    Layout(int number, String folder) {
        this.number = number;
        this.folder = folder;
    }

    public int number() {
        return number;
    }

    String folder() {
        return folder;
    }

    public static Layout of(int number) {
        return number == V2.number ? V2 : V3;
    }
}
