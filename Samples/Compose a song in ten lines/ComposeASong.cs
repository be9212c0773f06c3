using System.IO;
using RnnGen;

public static class ComposeASong
{
    public static void Write(string modelFile, string midiFile, ulong seed)
    {
        var composer = new Composer(MusicModel.Load(modelFile), new ComposerOptions { Tempo = 110 }, seed);
        var song = new NoteRecorder();
        composer.ComposeBars(16, song);
        File.WriteAllBytes(midiFile, song.ToSequence().ToMidi().Write());
    }
}
