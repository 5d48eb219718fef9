namespace ActorBench.Journal.Tests;

public sealed class StoreAddressSpecs
{
    [Theory]
    [InlineData("postgresql://ab@db.example:5433/bench", "postgresql://ab@db.example:5433/bench")]
    [InlineData("postgres://ab@127.0.0.1/bench", "postgresql://ab@127.0.0.1:5432/bench")]
    [InlineData("postgresql://ab@[::1]:5432/bench", "postgresql://ab@[::1]:5432/bench")]
    [InlineData("postgresql://ab@db/bench?sslmode=verify-full", "postgresql://ab@db:5432/bench?sslmode=verify-full")]
    [InlineData("postgresql://a%40b@db/my%20bench", "postgresql://a%40b@db:5432/my%20bench")]
    public void A_database_reads_back_from_what_is_printed(string text, string printed)
    {
        var address = Assert.IsType<StoreAddress.PostgresDatabase>(StoreAddress.Parse(text));

        Assert.Equal(printed, $"{address}");
        Assert.Equal(address, StoreAddress.Parse(printed));
    }

    [Fact]
    public void Anything_without_a_scheme_is_a_file()
    {
        var file = Assert.IsType<StoreAddress.SqliteFile>(StoreAddress.Parse("some/store.db"));

        Assert.Equal(Path.GetFullPath("some/store.db"), $"{file}");
        Assert.Equal("/tmp/a:b.db", $"{StoreAddress.Parse("/tmp/a:b.db")}");
    }

    [Theory]
    [InlineData("postgresql://ab:hunter2@db/bench", "ACTORBENCH_STORE_PASSWORD")]
    [InlineData("postgresql://ab@db/bench?password=hunter2", "ACTORBENCH_STORE_PASSWORD")]
    [InlineData("postgresql://ab@db", "names no database")]
    [InlineData("postgresql://ab@db/a/b", "names no database")]
    [InlineData("postgresql:///bench", "is no URL")]
    [InlineData("postgresql://ab@db/bench?sslmode=maybe", "verify-full")]
    [InlineData("postgresql://ab@db/bench?timeout=3", "?sslmode=")]
    [InlineData("mysql://ab@db/bench", "'mysql://' is neither")]
    [InlineData(" ", "is empty")]
    public void What_is_no_store_is_refused_in_a_sentence_that_holds_no_secret(string text, string why)
    {
        var refused = Assert.Throws<StoreAddressException>(() => StoreAddress.Parse(text));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }
}
