namespace RnnGen.Training;

/// <summary>Represents a music model that is being trained.</summary>
internal sealed class MusicPupil : SequencePupil
{
    private const double SampleSeconds = 30;

    private readonly MusicModel? start;
    private readonly NoteCodec codec;
    private MusicModel? model;

    /// <param name="config">The settings.</param>
    /// <param name="data">What is learned and validated with.</param>
    /// <param name="start">The model whose weights are the first; null for random ones.</param>
    public MusicPupil(TrainingConfig config, MusicData data, MusicModel? start)
        : base(config)
    {
        this.start = start;
        codec = NoteCodec.ByName(config.Codec);
        var reward = config is { Objective: "raml", Reward: "pitch" }
            ? new PitchReward(config.RewardTemperature)
            : null;
        var corpus = new MusicCorpus(codec, data.Training, config.Transpose, config.Stretch, reward);
        Training = reward is null ? Rewarded(corpus) : corpus;
        Validation = new MusicCorpus(codec, data.Validation);
        Data = new(
            data.Split, data.Training.Count, data.Validation.Count, CorpusDigest.Of(Training, Validation));
        if (Data.Digest.Training == 0 || Data.Digest.Validation == 0)
        {
            throw new InvalidDataException(
                "There must be a piece to learn from and one to validate with whose notes the codec can write, but by "
                + $"'{codec.Name}' they have {Data.Digest.Training} and {Data.Digest.Validation} tokens: give other "
                + $"pieces{(codec.IsMetric ? "" : ", or for drums the codec 'score'")}.");
        }
    }

    public override void Begin(ulong seed)
    {
        model = MusicModel.Create(codec, MakeBlueprint(), seed);
        start?.ToCheckpoint().ReadInto(model.Parameters);
    }

    public override Checkpoint ToCheckpoint() => model!.ToCheckpoint();

    public override void WriteSample(string file, ulong seed)
    {
        var music = new NoteRecorder();
        new Composer(model!, null, seed).ComposeSeconds(SampleSeconds, music);
        AtomicFile.Write(
            ModelName.With(file, ".sample.mid"),
            stream => stream.Write(music.ToSequence().ToMidi().Write()));
    }

    public override string Art => "music";

    public override LearnedData Data { get; }

    public override TokenCorpus Training { get; }

    public override TokenCorpus Validation { get; }

    public override SequenceNetwork Network => model!.Network;

    public override ParameterSet Parameters => model!.Parameters;
}
