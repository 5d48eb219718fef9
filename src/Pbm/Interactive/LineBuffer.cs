namespace ActorBench.Pbm.Interactive;

/// <summary>A line being typed, and the lines before it; knows no terminal.</summary>
internal sealed class LineBuffer(List<string> history)
{
    private int _shown = history.Count;
    private string _draft = "";

    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public string BeforeCursor => Text[..Cursor];

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    public void Press(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Backspace when Cursor > 0:
                Text = Text.Remove(--Cursor, 1);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Text = Text.Remove(Cursor, 1);
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                Cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                Cursor = Text.Length;
                break;
            case ConsoleKey.U when control:
                (Text, Cursor) = (Text[Cursor..], 0);
                break;
            case ConsoleKey.K when control:
                Text = Text[..Cursor];
                break;
            case ConsoleKey.UpArrow:
                Recall(-1);
                break;
            case ConsoleKey.DownArrow:
                Recall(1);
                break;
            default:
                if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString());
                break;
        }
    }

    private void Recall(int step)
    {
        var to = Math.Clamp(_shown + step, 0, history.Count);
        if (to == _shown) return;
        if (_shown == history.Count) _draft = Text;
        _shown = to;
        Replace(to == history.Count ? _draft : history[to]);
    }
}
