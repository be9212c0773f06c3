namespace RnnGen.Cli;

/// <summary>How much to compose, and the loop that does it.</summary>
/// <param name="Amount">The number of bars or seconds.</param>
/// <param name="InBars">Whether bars are meant.</param>
internal readonly record struct PieceLength(double Amount, bool InBars)
{
    /// <summary>Composes a piece of this length, behind a primer if there is one.</summary>
    /// <param name="composer">At the beginning of a piece.</param>
    /// <param name="primer">What the composer goes on from, or null.</param>
    /// <param name="report">Is told the amount that is composed.</param>
    /// <param name="cancel">Asks to stop between bars or seconds.</param>
    public NoteSequence Compose(
        Composer composer, NoteSequence? primer, Action<double> report, CancellationToken cancel)
    {
        var song = new NoteRecorder();
        if (primer is not null)
        {
            composer.Prime(primer, song);
        }

        var start = composer.Seconds;
        for (var done = 0; InBars && done < Amount; done++)
        {
            cancel.ThrowIfCancellationRequested();
            report(done);
            composer.ComposeBars(1, song);
        }

        while (!InBars && composer.Seconds < start + Amount)
        {
            cancel.ThrowIfCancellationRequested();
            report(composer.Seconds - start);
            composer.ComposeSeconds(1, song);
        }

        // The last event heard may lie behind the end.
        var piece = song.ToSequence();
        return InBars ? piece : piece.Slice(0, Math.Min(piece.EndTick, piece.Tempo.TickAt(start + Amount)));
    }

    /// <summary>Looks for a piece of this length, behind a primer if there is one.</summary>
    /// <param name="search">What looks for it.</param>
    /// <param name="primer">What the piece goes on from, or null.</param>
    /// <param name="report">Is told the amount that is reached.</param>
    /// <param name="cancel">Asks to stop between tokens.</param>
    public NoteSequence Find(
        PieceSearch search, NoteSequence? primer, Action<double> report, CancellationToken cancel)
    {
        if (InBars)
        {
            search.BeginBars((int)Amount, primer);
        }
        else
        {
            search.BeginSeconds(Amount, primer);
        }

        do
        {
            cancel.ThrowIfCancellationRequested();
            report(search.Reached);
        }
        while (search.TryStep());
        return search.ToSequence();
    }
}
