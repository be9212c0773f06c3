using System.Text;

namespace RnnGen.Training;

/// <summary>Represents a text model that is being trained.</summary>
internal sealed class TextPupil : SequencePupil
{
    private const int SampleLength = 1000;

    private readonly TextModel? start;
    private TextModel? model;

    /// <param name="config">The settings.</param>
    /// <param name="data">What is learned and validated with.</param>
    /// <param name="start">The model whose weights and alphabet are the first; null for new ones.</param>
    public TextPupil(TrainingConfig config, TextData data, TextModel? start)
        : base(config)
    {
        this.start = start;
        Alphabet = start?.Alphabet ?? AlphabetOf(data.Training, config.Rare);
        Training = Rewarded(new TextCorpus(Alphabet, data.Training));
        Validation = new TextCorpus(Alphabet, data.Validation);
        Data = new(
            data.Split, data.Training.Count, data.Validation.Count, CorpusDigest.Of(Training, Validation));
    }

    public override void Begin(ulong seed)
    {
        model = TextModel.Create(Alphabet, MakeBlueprint(), seed);
        start?.ToCheckpoint().ReadInto(model.Parameters);
    }

    public override Checkpoint ToCheckpoint() => model!.ToCheckpoint();

    public override void WriteSample(string file, ulong seed)
    {
        var text = new char[SampleLength];
        var count = new Writer(model!, null, seed).Write(text);
        AtomicFile.Write(
            ModelName.With(file, ".sample.txt"),
            stream => stream.Write(Encoding.UTF8.GetBytes(text, 0, count)));
    }

    // Where all are rare, all count.
    private static Alphabet AlphabetOf(IEnumerable<TextPiece> texts, int rare)
    {
        var counts = texts.SelectMany(text => text.Text.EnumerateRunes()).CountBy(rune => rune)
            .OrderBy(count => count.Key).ToList();
        var frequent = counts.Where(count => count.Value > rare).ToList();
        return new Alphabet(string.Concat((frequent.Count > 0 ? frequent : counts).Select(count => count.Key)));
    }

    /// <summary>Gets the characters that the model knows.</summary>
    public Alphabet Alphabet { get; }

    public override string Art => "text";

    public override LearnedData Data { get; }

    public override TokenCorpus Training { get; }

    public override TokenCorpus Validation { get; }

    public override SequenceNetwork Network => model!.Network;

    public override ParameterSet Parameters => model!.Parameters;
}
